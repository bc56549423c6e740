"""Programmes, projects and exhibitions that take culture abroad; who takes part in them, and the selections they are put forward for."""
