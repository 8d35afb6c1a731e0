"""Agreements written elsewhere: OpenSLO, TMF657 and TMF651 documents read into TMF623 agreements, key by key."""
