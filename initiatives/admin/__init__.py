from initiatives.admin import initiatives, intentions, nominations, official_lists, selections

__all__ = ["initiatives", "intentions", "nominations", "official_lists", "selections"]
