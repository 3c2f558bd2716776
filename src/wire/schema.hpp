// Described structs: one constexpr table of members per struct. The decoder, the writer, and the OpenAPI document read
// these tables; nothing knows the JSON form of a struct besides its table.
//
//   struct SignIn { std::string email; std::string password; };
//
//   template <>
//   inline constexpr auto members_of<SignIn> = std::to_array<Member>({
//       required<&SignIn::email>("email", email_text),
//       required<&SignIn::password>("password", secret_text),
//   });
//
//   auto body = decode<SignIn>(text);          // wire/codec.hpp
#pragma once

#include "model/change.hpp"
#include "model/ids.hpp"
#include "model/permission_set.hpp"
#include "model/roles.hpp"
#include "wire/section.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace castellan::wire {

/// How a value looks in JSON.
enum class Type : std::uint8_t {
    text,
    boolean,
    integer,
    choice,      // a text out of a few
    instant,     // "2026-11-21T08:00:00.000Z"
    reference,   // the id of a thing
    object,
    list,
    map,         // an object whose keys are ids and whose values are objects
    pairs,       // an object whose keys are ids and whose values are single
    json,        // kept as compact JSON text
    permission,  // "safes.sync", an entry of a set
    module_role, // none, module_admin, collaborator, or the id of a custom role
    offer,       // what an invitation gives: a word, or the id of a custom role
};

/// What a value that is kept as JSON must be.
enum class Shape : std::uint8_t { any, object, list };

/// What a text must look like besides its length.
enum class Format : std::uint8_t {
    line,  // no control characters
    block, // several lines: tabs and line ends are allowed
    id,    // letters, digits, `-`, `_`, `.`; doesn't begin with `.`
    role_id, // the same of a custom role: it must not be the word of another role
    email,
    day,   // 2027-03-01
};

/// The forms in which a row may be written (wire/document.hpp, wire/sync.hpp, wire/view.hpp). A member may be known
/// to some of them only.
enum class Form : std::uint8_t { document = 1, snapshot = 2, sync = 4, resource = 8 };

struct Forms {
    std::uint8_t bits = 15;
    constexpr Forms() = default;
    constexpr Forms(Form form) : bits(static_cast<std::uint8_t>(form)) {} // NOLINT: one form is a set of forms
    static constexpr Forms none()
    {
        auto result = Forms{};
        result.bits = 0;
        return result;
    }
    [[nodiscard]] constexpr bool has(Form form) const { return (bits & static_cast<std::uint8_t>(form)) != 0; }
    friend constexpr Forms operator|(Forms a, Forms b)
    {
        auto result = a;
        result.bits = static_cast<std::uint8_t>(a.bits | b.bits);
        return result;
    }
};
constexpr Forms operator|(Form a, Form b) { return Forms{a} | Forms{b}; }

/// The limits of a text.
struct TextLimits {
    Format format = Format::line;
    std::uint32_t most = 200; // characters
    bool may_be_empty = true;
};

// Sizes, named once. They are generous for people and small for machines.
inline constexpr auto id_text = TextLimits{Format::id, 64, false};
inline constexpr auto new_id_text = TextLimits{Format::id, 64, true}; // empty: the server makes one
inline constexpr auto role_id_text = TextLimits{Format::role_id, 64, false};
inline constexpr auto new_role_id_text = TextLimits{Format::role_id, 64, true};
inline constexpr auto name_text = TextLimits{Format::line, 120};
inline constexpr auto email_text = TextLimits{Format::email, 254};
inline constexpr auto phone_text = TextLimits{Format::line, 32};
inline constexpr auto short_text = TextLimits{Format::line, 64};
inline constexpr auto line_text = TextLimits{Format::line, 500};
inline constexpr auto block_text = TextLimits{Format::block, 2'000};
inline constexpr auto day_text = TextLimits{Format::day, 10};
inline constexpr auto picture_text = TextLimits{Format::line, 65'536};
inline constexpr auto secret_text = TextLimits{Format::line, 1'024};
inline constexpr auto url_text = TextLimits{Format::line, 2'000};

inline constexpr std::uint32_t most_addresses = 50;      // notification e-mails of a group
inline constexpr std::uint32_t most_import_rows = 10'000;
inline constexpr std::uint32_t most_groups_of_a_user = 1'000;
inline constexpr std::uint32_t most_changes_in_a_batch = 1'000;
inline constexpr std::uint32_t most_rows = 4'000'000;    // of a section
inline constexpr std::uint32_t most_first_administrators = 50;
inline constexpr std::uint32_t most_lines = 500;         // of an invitation
inline constexpr std::uint32_t most_windows = 200;      // of a schedule
inline constexpr std::uint32_t most_settings_bytes = 16 * 1'024;
inline constexpr std::uint32_t most_values_bytes = 64 * 1'024;
inline constexpr std::uint32_t most_particulars_bytes = 4 * 1'024; // values of the extra fields of a person or patient
inline constexpr std::int64_t most_quantity = 1'000'000'000;
inline constexpr unsigned deepest = 32;                  // brackets in brackets
inline constexpr unsigned deepest_kept = 16;             // of an object or list that is kept as JSON

struct Schema;

/// Reaches into a std::optional whose type only the table knows.
struct OptionalAccess {
    void* (*emplace)(void* optional);
    void const* (*get)(void const* optional); // null if empty
};

/// Reaches into a list whose type only the table knows.
struct ListAccess {
    void* (*append)(void* list); // a fresh element
    std::size_t (*size)(void const* list);
    void const* (*at)(void const* list, std::size_t index);
    /// Null, or: the element is complete and is handed over, so that `append` may give the same place again.
    void (*finish)(void* list) = nullptr;
};

struct Member {
    std::string_view name;
    Type type = Type::text;
    bool required = false;
    bool nullable = false;
    bool may_be_empty = true;
    Shape shape = Shape::any;                         // of JSON
    std::uint8_t first_choice = 0;                    // the words before it are not accepted
    Format format = Format::line;
    Section section = Section::accounts;              // of a reference
    Forms forms;
    std::uint32_t most = 0;                           // characters of a text, entries of a list, bytes of JSON
    std::int64_t least_number = std::numeric_limits<std::int64_t>::min();
    std::int64_t most_number = std::numeric_limits<std::int64_t>::max();
    void const* (*at)(void const* object) = nullptr;  // null: a parent, which is checked and not kept
    bool* (*named)(void* object) = nullptr;           // of a reference that may be left out: that it was not
    OptionalAccess const* optional = nullptr;
    ListAccess const* list = nullptr;
    Member const* element = nullptr;                  // of a list, map or pairs
    Schema const* nested = nullptr;                   // of an object
    std::span<std::string_view const> choices;
    std::string_view note;                            // for OpenAPI
};

struct Schema {
    std::string_view name; // for OpenAPI
    std::span<Member const> members;
};

/// The table of a struct; specialised beside the struct or in the room that puts it on the wire.
template <class T>
inline constexpr std::array<Member, 0> members_of{};

template <class T>
inline constexpr std::string_view title_of{};

template <class T>
inline constexpr Schema schema_of{title_of<T>, members_of<T>};

/// The words of an enumeration, in the order of its enumerators.
template <class Enum>
inline constexpr std::array<std::string_view, 0> words_of{};

template <>
inline constexpr auto words_of<SafesRole> =
    std::to_array<std::string_view>({"none", "user", "group_admin", "account_admin"});
template <>
inline constexpr auto words_of<ProfilesRole> = std::to_array<std::string_view>({"none", "partial_admin", "full_admin"});
template <>
inline constexpr auto words_of<ModulesRole> = std::to_array<std::string_view>({"none", "division_admin"});
template <>
inline constexpr auto words_of<KeyRole> = std::to_array<std::string_view>({"none", "user", "admin", "owner"});
template <>
inline constexpr auto words_of<TeamRole> = std::to_array<std::string_view>({"none", "member", "owner"});
template <>
inline constexpr auto words_of<ModuleRank> =
    std::to_array<std::string_view>({"none", "collaborator", "custom", "module_admin"});
template <>
inline constexpr auto words_of<OfferedRole> =
    std::to_array<std::string_view>({"administrator", "staff", "organization_admin", "division_admin", "module_admin",
                                     "collaborator", "custom"});
template <>
inline constexpr auto words_of<InvitationState> =
    std::to_array<std::string_view>({"pending", "accepted", "withdrawn"});
template <>
inline constexpr auto words_of<TopRole> = std::to_array<std::string_view>(
    {"administrator", "organization_admin", "account_admin", "full_admin", "owner"});
template <>
inline constexpr auto words_of<Status> = std::to_array<std::string_view>({"invited", "active", "disabled"});
template <>
inline constexpr auto words_of<TwoPerson> = std::to_array<std::string_view>({"off", "any", "administrator"});
template <>
inline constexpr auto words_of<OrderKind> =
    std::to_array<std::string_view>({"sync", "upgrade", "emergency_code", "enroll", "unlock", "settings"});
template <>
inline constexpr auto words_of<OrderState> =
    std::to_array<std::string_view>({"queued", "sent", "done", "failed", "expired", "cancelled"});

/// "group_admin"
template <class Enum>
[[nodiscard]] constexpr std::string_view word_of(Enum value)
{
    return words_of<Enum>[static_cast<std::size_t>(value)];
}

template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> enum_named(std::string_view word)
{
    for (std::size_t at = 0; at < words_of<Enum>.size(); ++at) {
        if (words_of<Enum>[at] == word)
            return static_cast<Enum>(at);
    }
    return std::nullopt;
}

/// Text that is JSON already, for members that are passed through.
struct Json {
    std::string text;
    friend bool operator==(Json const&, Json const&) = default;
};

/// An instant as a member, apart from plain numbers.
struct When {
    Instant at = 0;
    friend bool operator==(When, When) = default;
};

namespace detail {

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Where the decoder and the writer look at a value: the slot of a handle, the text of JSON, the value itself otherwise.
template <class T>
constexpr auto* place_in(T& value)
{
    if constexpr (section_of<std::remove_const_t<T>>)
        return &value.slot;
    else if constexpr (std::is_same_v<std::remove_const_t<T>, Json>)
        return &value.text;
    else
        return &value;
}

template <auto M>
struct MemberType;
template <class Object, class Value, Value Object::* M>
struct MemberType<M> {
    using object = Object;
    using value = Value;
};

template <auto M>
void const* place_of_member(void const* object)
{
    using Object = MemberType<M>::object;
    return place_in(static_cast<Object const*>(object)->*M);
}

template <class T>
inline constexpr OptionalAccess optional_access{
    [](void* optional) -> void* { return place_in(static_cast<std::optional<T>*>(optional)->emplace()); },
    [](void const* optional) -> void const* {
        auto const& value = *static_cast<std::optional<T> const*>(optional);
        return value ? place_in(*value) : nullptr;
    }};

template <class T>
inline constexpr ListAccess list_access{
    [](void* list) -> void* { return place_in(static_cast<std::vector<T>*>(list)->emplace_back()); },
    [](void const* list) { return static_cast<std::vector<T> const*>(list)->size(); },
    [](void const* list, std::size_t index) -> void const* {
        return place_in((*static_cast<std::vector<T> const*>(list))[index]);
    }};

/// All permissions, so that an entry of a set has a place.
inline constexpr auto all_permissions = [] {
    auto result = std::array<Permission, permission_count>{};
    for (std::size_t at = 0; at < permission_count; ++at)
        result[at] = static_cast<Permission>(at);
    return result;
}();

/// A set as a list: reading adds to the whole set, writing takes one after the other.
inline constexpr ListAccess permission_access{
    [](void* set) { return set; },
    [](void const* set) {
        auto count = std::size_t{0};
        for (auto const permission : all_permissions)
            count += static_cast<PermissionSet const*>(set)->has(permission);
        return count;
    },
    [](void const* set, std::size_t index) -> void const* {
        for (auto const& permission : all_permissions) {
            if (static_cast<PermissionSet const*>(set)->has(permission) && index-- == 0)
                return &permission;
        }
        return nullptr;
    }};

inline constexpr Member permission_entry{.type = Type::permission};

template <class T>
constexpr Member described();

template <class T>
inline constexpr Member description{described<T>()};

/// What a type by itself says about a member of it.
template <class T>
constexpr Member described()
{
    auto result = Member{};
    if constexpr (is_optional<T>) {
        result = described<typename T::value_type>();
        result.optional = &optional_access<typename T::value_type>;
    } else if constexpr (is_list<T>) {
        result.type = Type::list;
        result.list = &list_access<typename T::value_type>;
        result.element = &description<typename T::value_type>;
        result.most = most_rows;
    } else if constexpr (section_of<T>) {
        result.type = Type::reference;
        result.section = *section_of<T>;
        result.may_be_empty = false;
    } else if constexpr (std::is_same_v<T, std::string>) {
        result.type = Type::text;
        result.most = line_text.most;
    } else if constexpr (std::is_same_v<T, bool>) {
        result.type = Type::boolean;
    } else if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, std::uint64_t>) {
        result.type = Type::integer;
        if (std::is_unsigned_v<T>)
            result.least_number = 0;
    } else if constexpr (std::is_same_v<T, Json>) {
        result.type = Type::json;
    } else if constexpr (std::is_same_v<T, When>) {
        result.type = Type::instant;
    } else if constexpr (std::is_same_v<T, PermissionSet>) {
        result.type = Type::list;
        result.list = &permission_access;
        result.element = &permission_entry;
        result.most = 2 * permission_count;
    } else if constexpr (std::is_same_v<T, ModuleRole>) {
        result.type = Type::module_role;
    } else if constexpr (std::is_same_v<T, Offer>) {
        result.type = Type::offer;
    } else if constexpr (std::is_enum_v<T>) {
        static_assert(sizeof(T) == 1 && words_of<T>.size() > 0, "an enumeration on the wire needs its words");
        result.type = Type::choice;
        result.choices = words_of<T>;
    } else {
        static_assert(members_of<T>.size() > 0, "a struct on the wire needs its table of members");
        result.type = Type::object;
        result.nested = &schema_of<T>;
    }
    return result;
}

template <auto M>
constexpr Member member(std::string_view name, bool is_required)
{
    auto result = described<typename MemberType<M>::value>();
    result.name = name;
    result.required = is_required;
    result.at = &place_of_member<M>;
    return result;
}

} // namespace detail

constexpr Member limited(Member member, TextLimits limits)
{
    member.format = limits.format;
    member.most = limits.most;
    member.may_be_empty = limits.may_be_empty;
    return member;
}

/// A list or map of texts whose entries have limits of their own: `list_of<email_text>`.
template <TextLimits const& limits>
inline constexpr Member list_of{limited(detail::described<std::string>(), limits)};

/// A member that must be there.
template <auto M>
constexpr Member required(std::string_view name)
{
    return detail::member<M>(name, true);
}
template <auto M>
constexpr Member required(std::string_view name, TextLimits limits)
{
    return limited(detail::member<M>(name, true), limits);
}

/// A member that may be left out.
template <auto M>
constexpr Member optional(std::string_view name)
{
    return detail::member<M>(name, false);
}
template <auto M>
constexpr Member optional(std::string_view name, TextLimits limits)
{
    return limited(detail::member<M>(name, false), limits);
}

/// Further wishes, chained: `at_most(optional<&ImportUsers::rows>("rows"), most_import_rows)`.
constexpr Member at_most(Member member, std::uint32_t entries)
{
    member.most = entries;
    return member;
}
constexpr Member between(Member member, std::int64_t least, std::int64_t most)
{
    member.least_number = least;
    member.most_number = most;
    return member;
}
constexpr Member of(Member member, Member const& element)
{
    member.element = &element;
    return member;
}
constexpr Member only_in(Member member, Forms forms)
{
    member.forms = forms;
    return member;
}
constexpr Member or_null(Member member)
{
    member.nullable = true;
    return member;
}
constexpr Member with_note(Member member, [[maybe_unused]] std::string_view note)
{
#ifndef __EMSCRIPTEN__ // The browser's program has no OpenAPI document, and nobody to load the notes for.
    member.note = note;
#endif
    return member;
}

/// A parent that may be named and must then fit; it is not kept.
constexpr Member parent(std::string_view name, Section section)
{
    return Member{.name = name, .type = Type::reference, .may_be_empty = false, .section = section};
}

/// A reference that may be left out, with the place that says whether it was: ids that name nothing count as named.
template <auto M, auto Named>
constexpr Member if_named(std::string_view name)
{
    auto result = detail::member<M>(name, false);
    result.named = [](void* object) { return &(static_cast<detail::MemberType<Named>::object*>(object)->*Named); };
    return result;
}

/// A choice without its first word, `none`.
constexpr Member but_none(Member member)
{
    member.first_choice = 1;
    return member;
}

/// A text that is kept as JSON.
constexpr Member kept_as(Shape shape, Member member, std::uint32_t bytes)
{
    member.type = Type::json;
    member.shape = shape;
    member.most = bytes;
    return member;
}

/// An object whose keys are ids; the first member of the list's element is the key, and of single values the second is
/// the value.
constexpr Member as_map(Member member)
{
    member.type = Type::map;
    return member;
}
constexpr Member as_pairs(Member member)
{
    member.type = Type::pairs;
    return member;
}

/// An object whose members are described by another table than its type's.
constexpr Member described_by(Member member, Schema const& schema)
{
    member.nested = &schema;
    return member;
}

} // namespace castellan::wire
