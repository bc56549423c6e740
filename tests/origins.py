"""What a browser says of where a form was sent from."""

FROM_HERE = [{}, {"Origin": "http://testserver"}, {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}]
FROM_HERE += [{"Origin": "null", "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
FROM_ELSEWHERE = [{"Origin": origin} for origin in ("https://evil.example", "https://eviltestserver", "http://eviltestserver", "null")]
FROM_ELSEWHERE += [{"Origin": origin} for origin in ("https://testserver", "http://testserver.evil.example", "http://testserver:81")]
FROM_ELSEWHERE += [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"}]
FROM_ELSEWHERE += [{"Origin": "null", "Sec-Fetch-Site": "same-site"}]
