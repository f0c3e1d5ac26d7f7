"""The key ring outside the database, wrapped keys, sealing and destroying.

`stores` names what is sealed separately, `sealing` seals and opens, `destruction` destroys.
"""
