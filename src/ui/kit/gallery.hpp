// `#/kit`: every part of the kit in every state, for looking at and for golden pictures.
#pragma once

#include "model/things.hpp"
#include "ui/kit/table.hpp"
#include "ui/kit/ui.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::ui {

struct GalleryState {
    std::string tab = "fields";
    std::string name = "Station 7";
    std::string notes;
    std::string search;
    std::string email = "ada@";
    std::string role = "user";
    std::string account;
    std::string date = "2026-11-21";
    std::vector<std::string> groups = {"g1", "g3"};
    std::optional<std::int64_t> quantity = 12;
    bool two_person = true;
    bool notify = false;
    std::string time = "07:30";
    std::string wrong_time = "25:00";
    std::vector<WeeklyWindow> hours = {{1, 480, 1050}, {2, 480, 720}, {2, 780, 1050}, {3, 480, 1050}, {4, 480, 1050},
                                       {5, 480, 900},  {6, 0, 1440}};
    bool dialog = false;
    bool panel = false;
    bool confirm = false;
    TableState table;
};

void kit_gallery(Ui& ui, GalleryState& state);

} // namespace castellan::ui
