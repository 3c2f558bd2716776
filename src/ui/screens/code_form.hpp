// A one-time code for one change: what is about to happen, where the code went, how long it is good, and how
// often one may still try. It is asked for whenever a change needs one, by whichever button or form it was asked for.
#pragma once

#include "client/outcome.hpp"
#include "ui/screens/form.hpp"

namespace castellan::ui {

struct CodeForm : FormState {
    std::optional<Change> change; // that waits for the code
    std::optional<std::uint64_t> of_version = {};
    std::string code;
    Instant expires = 0; // 0: none was sent
    std::vector<std::string> sent_to;
    int tries_left = 0;
    bool under_way = false;   // something is asked that was not answered yet
    bool wants_code = false;  // once: have one sent
    bool wants_change = false; // once: a code was typed
};

/// Asks for a code for this change; the first one is sent at once.
void open_code(CodeForm& form, Change change, std::optional<std::uint64_t> version);

/// A code was sent, or not.
void take_sent(CodeForm& form, client::Outcome const& outcome);
/// The change was sent with a code that was not the right one: the dialog goes on.
void take_wrong(CodeForm& form, client::Outcome const& outcome);

/// What happens if this change takes effect, in a sentence.
[[nodiscard]] std::string consequence_of(World const& world, Change const& change);

/// "c•••@riverside.example", "•••0018": enough to know one's own by.
[[nodiscard]] std::string masked(std::string_view address);

void code_dialog(Ui& ui, Seen const& seen, CodeForm& form);

} // namespace castellan::ui
