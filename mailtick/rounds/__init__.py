"""When does it become true? Each round takes the desk, does one turn of work and returns how many things it did."""
