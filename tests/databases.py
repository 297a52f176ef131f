"""Databases of a PostgreSQL server that tests run on."""

import uuid

from sqlalchemy import create_engine, make_url, text


def another_database(server: str, template: str = "") -> str:
    """Make a database, as a copy of the one at the URL *template* if there is one; its URL."""
    url = make_url(server).set(database=f"test_{uuid.uuid4().hex}").render_as_string(hide_password=False)
    copy_database(server, template, url)
    return url


def copy_database(server: str, template: str, url: str) -> None:
    """Make the database at *url*, in place of what is there; nobody may be in the *template*."""
    name = make_url(url).database
    copying = f" TEMPLATE {make_url(template).database}" if template else ""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}{copying}"))
    engine.dispose()
