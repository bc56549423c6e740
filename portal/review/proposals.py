"""Where what shows a proposed change asks for it to be written. The form on which it was filled in writes it; that is of the admin,
which the public site does not know, and which says here how.
"""

writers = []  # one: write(request, proposal, reasons), which returns the texts of what is refused


def writes_proposals(write):
    writers.append(write)
    return write


def write_proposal(request, proposal, reasons):
    """Write the proposed change, `reasons` being {control: text} for the log of corrections. Returns the texts of what is refused,
    empty where it is written."""
    (writer,) = writers
    return writer(request, proposal, reasons)
