#include "wire/sections.hpp"

namespace castellan::wire {

namespace {

template <class Row>
inline constexpr ListAccess section_access{
    [](void* list) -> void* {
        auto& section = *static_cast<SectionReader<Row>*>(list);
        section.row = Row{};
        return &section.row;
    },
    [](void const*) { return std::size_t{0}; },
    [](void const*, std::size_t) -> void const* { return nullptr; },
    [](void* list) {
        auto& section = *static_cast<SectionReader<Row>*>(list);
        section.sink->take(section.row, section.count++);
    }};

template <class Row>
inline constexpr Member row_of{.type = Type::object, .nested = &schema_of<Row>};

template <auto M>
struct RowType;
template <class Row, SectionReader<Row> DocumentRows::* M>
struct RowType<M> {
    using type = Row;
};

template <auto M>
constexpr Member section(std::string_view name)
{
    using Row = RowType<M>::type;
    return Member{.name = name,
                  .type = Type::list,
                  .most = most_rows,
                  .at = [](void const* document) -> void const* {
                      return &(static_cast<DocumentRows const*>(document)->*M);
                  },
                  .list = &section_access<Row>,
                  .element = &row_of<Row>};
}

template <Section section>
constexpr Member removed_ids()
{
    auto result = detail::described<std::vector<std::string>>();
    result.name = name_of(section);
    result.element = &list_of<id_text>;
    result.at = [](void const* removed) -> void const* {
        return &static_cast<RemovedRows const*>(removed)->ids[static_cast<std::size_t>(section)];
    };
    return result;
}

} // namespace

template <>
inline constexpr auto members_of<RemovedRows> = std::to_array<Member>({
    removed_ids<Section::accounts>(),
    removed_ids<Section::users>(),
    removed_ids<Section::groups>(),
    removed_ids<Section::safes>(),
    removed_ids<Section::assets>(),
});

template <>
inline constexpr auto members_of<DocumentRows> = std::to_array<Member>({
    optional<&DocumentRows::organization>("organization"),
    only_in(optional<&DocumentRows::revision>("revision"), Form::snapshot | Form::sync),
    only_in(optional<&DocumentRows::me>("me", id_text), Form::sync),
    only_in(optional<&DocumentRows::everything>("everything"), Form::sync),
    section<&DocumentRows::accounts>("accounts"),
    section<&DocumentRows::users>("users"),
    section<&DocumentRows::groups>("groups"),
    section<&DocumentRows::safes>("safes"),
    section<&DocumentRows::assets>("assets"),
    only_in(optional<&DocumentRows::removed>("removed"), Form::sync),
    only_in(unkept("doors", no_doors), Form::document),
    only_in(unkept("keys", "this version keeps no keys yet"), Form::document),
    only_in(unkept("teams", "this version keeps no teams yet"), Form::document),
    only_in(unkept("patients", "this version keeps no patients yet"), Form::document),
    only_in(unkept("profiles", "this version keeps no profiles yet"), Form::document),
    only_in(unkept("custom_roles", "this version keeps no custom roles yet"), Form::document),
    only_in(unkept("modules", "this version keeps no modules yet"), Form::document),
    only_in(unkept("records", "this version keeps no records yet"), Form::document),
    only_in(unkept("schedules", "this version keeps no schedules yet"), Form::document),
    only_in(unkept("credentials", "this version keeps no credentials yet"), Form::document),
    only_in(unkept("webhooks", "this version keeps no webhooks yet"), Form::document),
    only_in(unkept("invitations", "this version keeps no invitations yet"), Form::document),
});

Schema const& document_schema() { return schema_of<DocumentRows>; }

} // namespace castellan::wire
