import pytest

from ekc.encryption import NotReadable, decrypt, decrypt_bytes, encrypt, encrypt_bytes


@pytest.mark.parametrize("text", ["", "JBSWY3DPEHPK3PXP", "Het gaat weer goed met Yıldız 🙂", "x" * 10_000])
def test_encrypted_text_comes_back_whole(text):
    assert decrypt(encrypt(text, purpose="draft"), purpose="draft") == text


def test_encrypted_text_does_not_show_the_text():
    assert "geheim" not in encrypt("geheim", purpose="draft")


def test_the_same_text_is_never_encrypted_the_same():
    assert encrypt("geheim", purpose="draft") != encrypt("geheim", purpose="draft")


def test_text_of_one_purpose_is_not_readable_for_another():
    sealed = encrypt("geheim", purpose="draft")

    with pytest.raises(NotReadable):
        decrypt(sealed, purpose="second-factor")


def test_changed_text_is_not_readable():
    sealed = encrypt("geheim", purpose="draft")
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]

    with pytest.raises(NotReadable):
        decrypt(changed, purpose="draft")


@pytest.mark.parametrize("text", ["", "JBSWY3DPEHPK3PXP", "v1.", "v1.###", "v1.AAAA", "v9.AAAA"])
def test_text_that_was_never_encrypted_is_refused(text):
    with pytest.raises(NotReadable):
        decrypt(text, purpose="draft")


def test_another_field_key_cannot_read_it(settings):
    settings.EKC_FIELD_KEY = "a" * 50
    sealed = encrypt("geheim", purpose="draft")

    settings.EKC_FIELD_KEY = "b" * 50
    with pytest.raises(NotReadable):
        decrypt(sealed, purpose="draft")


def test_without_a_field_key_the_secret_key_is_used(settings):
    del settings.EKC_FIELD_KEY
    sealed = encrypt("geheim", purpose="draft")

    assert decrypt(sealed, purpose="draft") == "geheim"
    settings.SECRET_KEY = "c" * 50
    with pytest.raises(NotReadable):
        decrypt(sealed, purpose="draft")


def test_bytes_come_back_whole_and_only_for_their_purpose():
    data = bytes(range(256)) * 100
    sealed = encrypt_bytes(data, purpose="photo")

    assert decrypt_bytes(sealed, purpose="photo") == data
    assert data[:20] not in sealed
    for wrong in (b"", b"v1.", sealed[:-1], b"v9." + sealed[3:]):
        with pytest.raises(NotReadable):
            decrypt_bytes(wrong, purpose="photo")
    with pytest.raises(NotReadable):
        decrypt_bytes(sealed, purpose="draft")
