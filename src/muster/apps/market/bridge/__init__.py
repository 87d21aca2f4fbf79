"""The market's rows to the engine's shapes and back."""
