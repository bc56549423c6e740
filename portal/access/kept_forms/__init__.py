"""Forms of staff that are sent once and whose text is not lost.

Each form that is opened carries a signed text that tells it from every other and says which account opened it (`form_token`). By
its key it is taken once (`sent_twice`), and what it says is kept where it arrives after its session has ended (`ended_sessions`).

A page with nothing but a button, as that of a preview link has, keeps nothing: nothing is typed there, and the page is shown
again after signing in.
"""
