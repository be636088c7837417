"""What pages, notices and preview pictures all show of a city, as frozen values with all wording decided."""

from generator.city.views.facade import Facade, draw_facade
from generator.city.views.markdown import page_html
from generator.city.views.marks import SHARED, SHOWN, Shared, Shown
from generator.city.views.organizations import (
    EXAMPLE_PAGE,
    RESCUE,
    Context,
    chat_rows,
    chat_view,
    chat_views,
    has_open_chat,
    organization_kind,
    organization_view,
)
from generator.city.views.plate import plate
from generator.city.views.qr import QUIET_ZONE, Code, make_code, make_lone_code
from generator.city.views.values import ChatView, OrganizationView, PhoneView, Plate

__all__ = [
    "EXAMPLE_PAGE",
    "QUIET_ZONE",
    "RESCUE",
    "SHARED",
    "SHOWN",
    "ChatView",
    "Code",
    "Context",
    "Facade",
    "OrganizationView",
    "PhoneView",
    "Plate",
    "Shared",
    "Shown",
    "chat_rows",
    "chat_view",
    "chat_views",
    "draw_facade",
    "has_open_chat",
    "make_code",
    "make_lone_code",
    "organization_kind",
    "organization_view",
    "page_html",
    "plate",
]
