"""How a language writes what pages write in the German way: see ``FORMAT_MODULE_PATH``."""
