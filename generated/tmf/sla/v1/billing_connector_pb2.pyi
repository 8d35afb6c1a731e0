from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class BillingConnector(_message.Message):
    __slots__ = ("id", "href", "name", "type", "url", "file", "api_version", "sign", "credential", "usage_type", "look_up_by", "is_default", "state")
    ID_FIELD_NUMBER: _ClassVar[int]
    HREF_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    API_VERSION_FIELD_NUMBER: _ClassVar[int]
    SIGN_FIELD_NUMBER: _ClassVar[int]
    CREDENTIAL_FIELD_NUMBER: _ClassVar[int]
    USAGE_TYPE_FIELD_NUMBER: _ClassVar[int]
    LOOK_UP_BY_FIELD_NUMBER: _ClassVar[int]
    IS_DEFAULT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    id: int
    href: str
    name: str
    type: str
    url: str
    file: str
    api_version: str
    sign: str
    credential: str
    usage_type: str
    look_up_by: str
    is_default: bool
    state: str
    def __init__(self, id: _Optional[int] = ..., href: _Optional[str] = ..., name: _Optional[str] = ..., type: _Optional[str] = ..., url: _Optional[str] = ..., file: _Optional[str] = ..., api_version: _Optional[str] = ..., sign: _Optional[str] = ..., credential: _Optional[str] = ..., usage_type: _Optional[str] = ..., look_up_by: _Optional[str] = ..., is_default: _Optional[bool] = ..., state: _Optional[str] = ...) -> None: ...
