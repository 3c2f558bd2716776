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
        section.sink->take_row(section.row, section.count++);
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
    removed_ids<Section::doors>(),
    removed_ids<Section::teams>(),
    removed_ids<Section::patients>(),
    removed_ids<Section::profiles>(),
    removed_ids<Section::custom_roles>(),
    removed_ids<Section::modules>(),
    removed_ids<Section::records>(),
    removed_ids<Section::schedules>(),
    removed_ids<Section::credentials>(),
    removed_ids<Section::webhooks>(),
    removed_ids<Section::invitations>(),
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
    section<&DocumentRows::doors>("doors"),
    only_in(section<&DocumentRows::keys>("keys"), Form::document | Form::snapshot),
    section<&DocumentRows::teams>("teams"),
    section<&DocumentRows::patients>("patients"),
    section<&DocumentRows::profiles>("profiles"),
    section<&DocumentRows::custom_roles>("custom_roles"),
    section<&DocumentRows::modules>("modules"),
    section<&DocumentRows::records>("records"),
    section<&DocumentRows::schedules>("schedules"),
    section<&DocumentRows::credentials>("credentials"),
    section<&DocumentRows::webhooks>("webhooks"),
    section<&DocumentRows::invitations>("invitations"),
    only_in(optional<&DocumentRows::removed>("removed"), Form::sync),
});

Schema const& document_schema() { return schema_of<DocumentRows>; }

} // namespace castellan::wire
