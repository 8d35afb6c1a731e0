"""The HTTP door: TMF623 v2 and v4, customerQosManagement v1."""
