"""The practice market: strict, stateful emulators of the four marketplaces."""
