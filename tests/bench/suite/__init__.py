"""What bench.py and the other measuring scripts are made of."""
