"""Made-up records, as many as a province has: what a portal is like when it is full. Each app adds its own in `made_up`."""
