"""SCIM 2.0 (RFC 7643, RFC 7644): the company's identity provider keeps Muster's accounts, and roles as groups."""
