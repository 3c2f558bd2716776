// What is typed, chosen and switched. Each field has a label above, a hint or an error below, and changes the value it
// is given; true in the frame in which that happened. The screen keeps the values in its state struct.
#pragma once

#include "ui/kit/actions.hpp"
#include "ui/kit/ui.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

struct FieldOptions {
    std::string_view hint = {};  ///< Below the field, quiet.
    std::string_view error = {}; ///< Below the field instead of the hint; the field is marked invalid.
    std::string_view placeholder = {};
    std::string_view disabled = {}; ///< Why it can't be changed; empty: it can.
    EntryKind kind = EntryKind::text;
    bool required = false;
    bool label_hidden = false; ///< The label is the accessible name only: in toolbars.
    float width = 0;           ///< In em; 0 fills a form's width, and is a sensible one in a toolbar.
    std::size_t max_length = 0;
    bool autofocus = false; ///< Takes the keyboard when it appears first.
};

bool text_field(Ui& ui, std::string_view label, std::string& value, FieldOptions const& options = {});
bool text_area(Ui& ui, std::string_view label, std::string& value, int lines = 4, FieldOptions const& options = {});
/// With a magnifier, a "clear" button, and no visible label.
bool search_field(Ui& ui, std::string_view label, std::string& value, FieldOptions const& options = {});

struct NumberOptions {
    std::int64_t min = 0;
    std::int64_t max = 1'000'000;
    std::int64_t step = 1;
};
/// Empty while nothing (or no number) is typed.
bool number_field(Ui& ui, std::string_view label, std::optional<std::int64_t>& value, NumberOptions const& range = {},
                  FieldOptions const& options = {});

/// "2026-11-21" in `value`, empty for none; typed or picked from a calendar.
bool date_field(Ui& ui, std::string_view label, std::string& value, FieldOptions const& options = {});

/// "14:05" in `value`, empty for none.
bool time_field(Ui& ui, std::string_view label, std::string& value, FieldOptions const& options = {});

/// A place to drop a file on, and to choose one by pressing it; `value` is what was chosen. One on the screen at a time.
bool file_field(Ui& ui, std::string_view label, PickedFile& value, FieldOptions const& options = {});

/// A picture as the service has it.
struct PictureLook {
    std::string_view address = {}; ///< Empty: there is none.
    bool busy = false;             ///< One is on its way to the service.
    bool removable = false;
};
/// A picture that the person brings by pressing the field; `taken` is it, and is empty when the picture was removed.
bool picture_field(Ui& ui, std::string_view label, Pick what, PickedFile& taken, PictureLook const& look, FieldOptions const& options = {});
/// A picture to look at.
void picture(Ui& ui, std::string_view name, std::string_view address);

bool checkbox(Ui& ui, std::string_view label, bool& value, FieldOptions const& options = {});
bool toggle(Ui& ui, std::string_view label, bool& value, FieldOptions const& options = {});

/// One of a few, all in sight. `value` is a key of the choices.
bool radio_group(Ui& ui, std::string_view label, std::span<Choice const> choices, std::string& value,
                 FieldOptions const& options = {});
/// One of many, in a list that opens; with a search from eight choices on.
bool select(Ui& ui, std::string_view label, std::span<Choice const> choices, std::string& value,
            FieldOptions const& options = {});
/// Some of many: chosen ones stand as chips in the field. `values` are keys, in the order of choosing.
bool multi_select(Ui& ui, std::string_view label, std::span<Choice const> choices, std::vector<std::string>& values,
                  FieldOptions const& options = {});

/// Fields under each other (or in two columns where there is room), with one way to submit: Enter in a field.
class Form {
public:
    explicit Form(Ui& ui, std::string_view name, int columns = 1);
    ~Form();
    Form(Form const&) = delete;
    Form& operator=(Form const&) = delete;

    /// A title over the following fields.
    void section(std::string_view title, std::string_view body = {});
    /// Enter was pressed in a single-line field.
    [[nodiscard]] bool submitted() const;
    /// The buttons at the end. Call it after the last field.
    [[nodiscard]] Actions actions();

private:
    Ui& ui_;
};

} // namespace castellan::ui
