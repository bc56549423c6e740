from initiatives.admin import initiatives, intentions, nominations, official_lists, selections, yearly_tables

__all__ = ["initiatives", "intentions", "nominations", "official_lists", "selections", "yearly_tables"]
