from initiatives.admin import initiatives, selections

__all__ = ["initiatives", "selections"]
