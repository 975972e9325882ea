"""The RGIK inventory: schema, identifiers, attributes, and the GeoPackage that holds it."""
