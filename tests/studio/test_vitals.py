"""How the machine is, as its own files and its cards' driver tell it."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.studio import vitals as module
from rushes.studio.machine import VISIBLE
from rushes.studio.vitals import CardVitals, Power, card_vitals_from, memory_free_from, power_from, vitals

ANSWER = "NVIDIA H200, 1024, 143771, 76.51, 31, 7\nNVIDIA A, B, 0, 8192, [N/A], 54, [Not Supported]\n"
H200 = CardVitals("NVIDIA H200", 1 << 30, 143771 << 20, 76.51, 31.0, 0.07)
COMMA = CardVitals("NVIDIA A, B", 0, 8 << 30, None, 54.0, None)
BATTERY = {"type": "Battery", "status": "Discharging", "capacity": "57", "power_now": "11300000"}
MAINS = {"type": "Mains", "online": "0"}


@pytest.mark.parametrize(
    ("answer", "cards"),
    [
        ("", ()),
        (ANSWER, (H200, COMMA)),
        ("X, 1, 2, N/A, [Unknown Error], 250\n", (CardVitals("X", 1 << 20, 2 << 20, None, None, 1.0),)),
        ("X, [N/A], [N/A], 12.5, 40, 0\n", ()),
        ("Failed to initialize NVML: Driver/library version mismatch\n", ()),
        ("Unable to determine the device handle for GPU0: 0000:1A:00.0: GPU is lost.\n", ()),
    ],
)
def test_cards_are_read_from_the_drivers_own_words(answer, cards):
    assert card_vitals_from(answer) == cards


@pytest.mark.parametrize(
    ("supplies", "power"),
    [
        ({}, None),
        ({"AC": MAINS | {"online": "1"}}, None),
        ({"BAT0": BATTERY, "AC": MAINS}, Power(on_battery=True, charge=0.57, watts=11.3)),
        ({"BAT0": BATTERY}, Power(on_battery=True, charge=0.57, watts=11.3)),
        # A charger too weak for what is drawn.
        ({"BAT0": BATTERY, "AC": MAINS | {"online": "1"}}, Power(on_battery=False, charge=0.57, watts=11.3)),
        ({"BAT0": BATTERY | {"status": "Charging"}}, Power(on_battery=False, charge=0.57, watts=11.3)),
        # Microamperes and microvolts; some drivers tell the way it flows by the sign.
        (
            {"BAT1": {"type": "Battery", "status": "Full", "current_now": "-2000000", "voltage_now": "12000000"}},
            Power(on_battery=False, charge=None, watts=24.0),
        ),
        ({"BAT0": {"type": "Battery", "capacity": "104"}}, Power(on_battery=False, charge=1.0, watts=None)),
        ({"hidpp_battery_0": BATTERY | {"scope": "Device"}}, None),
        ({"BAT1": BATTERY | {"present": "0"}}, None),
        (
            {"BAT0": BATTERY | {"capacity": "100", "status": "Not charging"}, "BAT1": BATTERY | {"capacity": "50"}},
            Power(on_battery=True, charge=0.75, watts=22.6),
        ),
    ],
)
def test_power_is_read_from_the_systems_files(supplies, power):
    assert power_from(supplies) == power


@pytest.mark.parametrize(
    ("meminfo", "free"),
    [
        ("MemTotal:       16 kB\nMemFree:   1 kB\nMemAvailable:   24247364 kB\nBuffers: 3 kB\n", 24247364 << 10),
        ("MemTotal:       16 kB\nMemFree:   1 kB\n", None),
        ("", None),
    ],
)
def test_free_memory_is_what_linux_says_could_be_had(meminfo, free):
    assert memory_free_from(meminfo) == free


odd = st.text() | st.sampled_from(["", "-1", "1", "1e999", "nan", "٣", "9" * 5000, "[N/A]", "Battery", "Discharging"])


@given(st.lists(st.lists(odd, max_size=8).map(",".join)).map("\n".join))
def test_whatever_a_driver_says_cards_have_memory_and_are_busy_between_never_and_always(answer):
    for card in card_vitals_from(answer):
        assert isinstance(card.memory, int)
        assert card.busy is None or 0 <= card.busy <= 1


names = st.sampled_from(["type", "scope", "status", "capacity", "power_now", "current_now", "voltage_now", "online"])


@given(st.dictionaries(st.text(max_size=3), st.dictionaries(names, odd).map(lambda one: {"type": "Battery"} | one)))
def test_whatever_the_system_says_a_charge_is_between_empty_and_full(supplies):
    power = power_from(supplies)
    if power:
        assert power.charge is None or 0 <= power.charge <= 1
        assert power.watts is None or power.watts >= 0


@given(st.text() | st.text().map("MemAvailable: {} kB".format))
def test_whatever_meminfo_says_memory_is_a_number_or_nothing(text):
    free = memory_free_from(text)
    assert free is None or free >= 0


@pytest.fixture
def driver(tmp_path, monkeypatch):
    """Puts a tool of the driver's name on the path that does what a shell script says."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv(VISIBLE, raising=False)

    def does(script):
        tool = folder / "nvidia-smi"
        tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        tool.chmod(0o755)

    return does


def test_cards_are_asked_by_the_drivers_own_tool(driver, tmp_path, monkeypatch):
    driver(f'echo "$@" > {tmp_path}/asked\ncat <<END\n{ANSWER}END')
    assert vitals(tmp_path).cards == (H200, COMMA)
    asked = (tmp_path / "asked").read_text().split()
    assert asked == [
        "--query-gpu=name,memory.used,memory.total,power.draw,temperature.gpu,utilization.gpu",
        "--format=csv,noheader,nounits",
    ]
    monkeypatch.setenv(VISIBLE, "1")
    assert vitals(tmp_path).cards == (COMMA,)
    monkeypatch.setenv(VISIBLE, "")
    assert vitals(tmp_path).cards == ()


@pytest.mark.parametrize(
    "script", ["exit 9", r"printf '\377\376'", "kill -9 $$", f"exec echo '{ANSWER.splitlines()[0]}"]
)
def test_a_driver_that_fails_leaves_the_rest_to_be_seen(driver, tmp_path, script):
    driver(script)
    now = vitals(tmp_path)
    assert now.cards == ()
    assert now.disk > 0


def test_a_driver_that_hangs_is_not_waited_for(driver, tmp_path, monkeypatch):
    assert module.PATIENCE == 5.0
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    driver("exec sleep 60")
    began = time.monotonic()
    assert vitals(tmp_path).cards == ()
    assert time.monotonic() - began < 20


def test_this_machine_is_well(tmp_path):
    now = vitals(tmp_path)
    assert 0 < now.disk_free <= now.disk
    assert now.memory_free is None or 0 < now.memory_free <= now.memory
    assert now.load is None or now.load >= 0
    with pytest.raises(OSError, match="nowhere"):
        vitals(tmp_path / "nowhere")


def test_what_the_system_has_in_files_is_read_and_what_it_lacks_is_none(tmp_path, monkeypatch):
    for name, files in {"BAT0": BATTERY, "AC": MAINS}.items():
        (tmp_path / "supplies" / name).mkdir(parents=True)
        for file, text in files.items():
            (tmp_path / "supplies" / name / file).write_text(f"{text}\n")
    (tmp_path / "supplies" / "BAT0" / "voltage_now").mkdir()  # no file that answers
    monkeypatch.setattr(module, "SUPPLIES", tmp_path / "supplies")
    monkeypatch.setattr(module, "MEMINFO", tmp_path / "none")
    now = vitals(tmp_path)
    assert now.power == Power(on_battery=True, charge=0.57, watts=11.3)
    assert now.memory_free is None

    def none():
        raise OSError

    monkeypatch.setattr(module, "SUPPLIES", Path("/nowhere"))
    monkeypatch.setattr(os, "getloadavg", none)
    now = vitals(tmp_path)
    assert (now.power, now.load) == (None, None)
