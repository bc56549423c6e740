from initiatives.admin import initiatives, nominations, selections

__all__ = ["initiatives", "nominations", "selections"]
