"""The commands of ``python -m pipeline``, a module each: ``add`` declares its options, ``call`` does it."""
