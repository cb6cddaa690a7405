"""wsus-mock. The job was recorded from this very process: it has the machine and its cookie."""

NAME = "wsus-mock"


def missing(programs):
    return None


def takes(job):
    return True
