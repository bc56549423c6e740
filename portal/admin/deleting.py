"""The action of the lists that deletes what was selected, offered only where something can be deleted."""

ACTION_NAME = "delete_selected"


def only_where_possible(actions, deletable):
    """`actions` of a list, {name: action}, without the deletion where there is no row in `deletable`: those of which one question tells
    that this user may delete them. Each is asked about again when it is done."""
    if ACTION_NAME in actions and not deletable.exists():
        del actions[ACTION_NAME]
    return actions
