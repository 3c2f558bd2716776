// The questions of RULEBOOK 9, as they come: one JSON object each.
#pragma once

#include "rules/decision.hpp"
#include "rules/permission.hpp"
#include "rules/who_can.hpp"
#include "wire/change_json.hpp"
#include "wire/section.hpp"

#include <expected>
#include <string>
#include <string_view>
#include <variant>

namespace castellan::wire {

/// May this be changed?
struct MayChange {
    DecodedChange change;
};

/// A key has no id of its own: the person's and the door's stand for it, "u1/d1".
struct KeyNamed {
    UserId user;
    DoorId door;
};

/// Does this exist for the actor? A thing of the world, the organisation, a key.
struct SeesThing {
    std::variant<Target, KeyNamed> thing;
};

/// What exists for the actor in a section?
struct Lists {
    Section section{};
    bool keys = false; // instead: the keys that were sent singly
};

/// Which managers stand in the actor's navigation?
struct Managers {};

/// Who may use this permission on this?
struct WhoCan {
    Permission permission{};
    Target target;
    bool is_known = true; // the target is there
};

struct Question {
    Actor actor = UserId{};
    Context context;
    std::variant<MayChange, SeesThing, Lists, Managers, WhoCan> asked;
};

/// Reads a question against a world. Ids that name nothing are no error; what is not as RULEBOOK 9 says is one.
[[nodiscard]] std::expected<Question, WireError> read_question(World const& world, std::string_view json);

} // namespace castellan::wire
