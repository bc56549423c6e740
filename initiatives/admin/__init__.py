from initiatives.admin import initiatives, intentions, nominations, selections

__all__ = ["initiatives", "intentions", "nominations", "selections"]
