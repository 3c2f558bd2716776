// A change as its table describes it. Inside wire only.
#pragma once

#include "wire/change_schema.hpp"

#include <optional>

namespace castellan::wire {

/// The object that `parameters_of(kind_of(change))` describes: the alternative of the change, or what stands for it on
/// the wire. Lives no longer than the change.
class ChangeObject {
public:
    explicit ChangeObject(Change const& change);

    [[nodiscard]] void const* get() const { return named_ ? &*named_ : object_; }
    /// For reading a change into: the change must not be const.
    [[nodiscard]] void* edit() { return const_cast<void*>(get()); }
    /// Of user.set_modules_role; null of all others.
    [[nodiscard]] NamedModulesRole const* named_modules_role() const { return named_ ? &*named_ : nullptr; }

private:
    void const* object_;
    std::optional<NamedModulesRole> named_;
};

} // namespace castellan::wire
