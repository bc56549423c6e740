"""The guide for staff: chapters that apps write, each task step by step, with pictures of the pages themselves."""
