"""Ways in for telemetry: what comes in by foreign protocols becomes measurements, as bindings declare."""
