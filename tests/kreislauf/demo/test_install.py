import pytest

from kreislauf.tools.install import _uv_settings


def test_what_pip_was_told_about_its_index_holds_for_uv_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "SSL_CERT_FILE"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example.org/simple?a=b")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://more.example.org/simple")
    monkeypatch.setenv("PIP_CERT", "/etc/ssl/our.pem")

    assert _uv_settings() == {
        "UV_DEFAULT_INDEX": "https://index.example.org/simple?a=b",
        "UV_INDEX": "https://more.example.org/simple",
        "SSL_CERT_FILE": "/etc/ssl/our.pem",
    }


def test_what_uv_was_told_itself_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example.org/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example.org/simple")
    monkeypatch.setenv("SSL_CERT_FILE", "/etc/ssl/our.pem")

    assert _uv_settings() == {}
