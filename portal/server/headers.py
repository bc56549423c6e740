"""Headers of every answer, whatever makes it: a page, a picture, a style sheet, a refusal, an error."""

# Nothing of a visitor's machine is asked for, by whatever is ever brought into a page.
FEATURES = [
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi"),
    *("payment", "serial", "usb", "xr-spatial-tracking"),
]
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in FEATURES)


def guarded(get_response):
    """The middleware, before all others."""

    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if {"private", "no-store"} & set(response.get("Cache-Control", "").split(", ")):
            # no page of another site draws in what only its reader may see, such as the picture of a draft
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer
