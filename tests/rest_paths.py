"""Where the APIs are."""

V2 = "/tmf-api/slaManagement/v2"
V4 = "/tmf-api/slaManagement/v4"
QOS = "/tmf-api/customerQosManagement/v1"
