#include "service/form_answers.hpp"

#include "model/world.hpp"
#include "wire/form_json.hpp"

#include <string_view>
#include <variant>

namespace castellan {

namespace {

using Problem = std::optional<wire::WireError>;

struct Look {
    World const& world;
    UserId actor;
    std::string_view fields; // "fields." or ""

    /// A form that an older document brought along and that is none asks nothing.
    static Problem compare(std::string_view form, std::string_view given, std::string_view kept, std::string_view path)
    {
        auto const definition = wire::decode_form(form);
        if (!definition)
            return std::nullopt;
        auto const problem = problem_in(*definition, wire::answers_in(given), wire::answers_in(kept));
        if (!problem)
            return std::nullopt;
        return wire::WireError{std::string{path} + "values." + problem->path, problem->problem};
    }

    Problem operator()(CreatePatient const& c) const
    {
        return compare(world.organization.patient_fields, c.fields.values.value_or("{}"), "{}", fields);
    }
    Problem operator()(EditPatient const& c) const
    {
        auto const* patient = world.get(c.patient);
        if (!c.fields.values || patient == nullptr)
            return std::nullopt;
        return compare(world.organization.patient_fields, *c.fields.values, patient->values, fields);
    }
    Problem operator()(EditUser const& c) const { return of_person(c.fields, c.user); }
    Problem operator()(EditSelf const& c) const { return of_person(c.fields, actor); }
    Problem of_person(UserFields const& given, UserId user) const
    {
        auto const* person = world.get(user);
        if (!given.values || person == nullptr)
            return std::nullopt;
        return compare(world.organization.user_fields, *given.values, person->values->json, fields);
    }
    Problem operator()(SubmitRecord const& c) const
    {
        auto const* module = world.get(c.module);
        return module == nullptr ? std::nullopt : compare(module->fields, c.values, "{}", "");
    }
    Problem operator()(EditRecord const& c) const
    {
        auto const* record = world.get(c.record);
        return record == nullptr ? std::nullopt : compare(world.modules[record->module].fields, c.values, record->values, "");
    }
    Problem operator()(auto const&) const { return std::nullopt; }
};

} // namespace

std::optional<wire::WireError> unfit_answer(World const& world, UserId actor, Change const& change, FieldsAt fields_at)
{
    return std::visit(Look{world, actor, fields_at == FieldsAt::fields ? "fields." : ""}, change);
}

} // namespace castellan
