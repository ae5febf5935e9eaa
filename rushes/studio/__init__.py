"""Where tool calls run: which device does which call next."""
