import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def accounts(capsys):
    """{name: password} that the command prints."""
    call_command("demo_accounts")
    return dict(line.split() for line in capsys.readouterr().out.splitlines()[1:])


def test_makes_one_account_in_each_group_and_an_administrator(capsys):
    made = accounts(capsys)
    assert list(made) == ["viewer", "editor", "publisher", "admin"]
    for name, password in made.items():
        user = authenticate(username=name, password=password)
        assert user.is_staff
        assert user.is_superuser == (name == "admin")
        groups = {"admin": [], "publisher": ["Enquiries", "Publisher"]}
        assert sorted(group.name for group in user.groups.all()) == groups.get(name, [name.title()])


def test_passwords_are_long_and_all_different(capsys):
    passwords = set(accounts(capsys).values())
    assert len(passwords) == 4
    assert all(len(password) == 20 for password in passwords)


def test_an_account_that_is_there_keeps_its_password_and_is_not_printed(capsys):
    editor = User.objects.create_user("editor", password="chosen by the editor")
    assert "editor" not in accounts(capsys)
    editor.refresh_from_db()
    assert editor.check_password("chosen by the editor")


def test_a_second_run_prints_nothing(capsys):
    accounts(capsys)
    call_command("demo_accounts")
    assert capsys.readouterr().out == ""


def test_a_server_is_refused(settings):
    settings.LOCAL = False
    with pytest.raises(CommandError, match="one's own machine"):
        call_command("demo_accounts")
    assert not User.objects.exists()
