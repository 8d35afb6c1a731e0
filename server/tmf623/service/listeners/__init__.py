"""Listeners: events and resources of other TM Forum APIs become cases, orders and measurements."""
