// Rows and texts of request files, and the files themselves.
#include "core/console/request_file_parts.h"

#include "core/json/patch.h"

namespace gw::console {

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

namespace {

Result<Field> fieldFromRow(const json::Value& row, const char* where)
{
    const json::Value* name = row.find("name");
    if (!name)
        return fail(std::string("A row of \"") + where + "\" has no \"name\".",
                    "Write rows as \"- name: limit\" with \"value: 10\" below.");
    Field field;
    field.name = toQt(name->scalarText());
    field.value = toQt(row["value"].scalarText());
    field.enabled = row["enabled"].toBool(true);
    return field;
}

} // namespace

Result<Fields> fieldsFrom(const json::Value& node, const char* where)
{
    Fields fields;
    if (node.isNull())
        return fields;
    if (node.isObject()) {
        for (const json::Member& member : node.asObject())
            fields.push_back({toQt(member.key), toQt(member.value.scalarText()), true});
        return fields;
    }
    if (!node.isArray())
        return fail(std::string("\"") + where + "\" is neither a list of rows nor a mapping.",
                    "Write rows as \"- name: limit\" with \"value: 10\" below.");
    if (node.asArray().size() > maxRows)
        return fail(std::string("\"") + where + "\" has more than 1000 rows.", "Split the request.");
    for (const json::Value& row : node.asArray()) {
        Result<Field> field = fieldFromRow(row, where);
        if (!field)
            return fail(field.error());
        fields.push_back(std::move(*field));
    }
    return fields;
}

json::Value continuedRow(const json::Array& old, std::vector<bool>& used, const std::string& name,
                         const std::string& value)
{
    const auto take = [&](auto&& matches) -> const json::Value* {
        for (std::size_t i = 0; i < old.size(); ++i) {
            if (!used[i] && matches(old[i])) {
                used[i] = true;
                return &old[i];
            }
        }
        return nullptr;
    };
    const json::Value* row = take([&](const json::Value& candidate) {
        return candidate["name"].scalarText() == name && candidate["value"].scalarText() == value;
    });
    if (!row)
        row = take([&](const json::Value& candidate) { return candidate["name"].scalarText() == name; });
    return row ? *row : json::Value::object();
}

void putText(json::Value& tree, std::string_view key, const QString& text)
{
    if (!tree.find(key) || tree[key].scalarText() != text.toStdString())
        tree.set(key, text.toStdString());
}

void putFields(json::Value& tree, const char* key, const Fields& before, const Fields& after)
{
    putRows(tree, key, before, after, [](const Field& field, const json::Array& old, std::vector<bool>& used) {
        json::Value row = continuedRow(old, used, field.name.toStdString(), field.value.toStdString());
        putText(row, "name", field.name);
        putText(row, "value", field.value);
        if (field.enabled != row["enabled"].toBool(true))
            row.set("enabled", field.enabled);
        return row;
    });
}

Result<std::string> writeRequestFile(std::string_view text, const std::function<void(json::Value&)>& put)
{
    if (text.empty()) {
        json::Value tree = json::Value::object();
        put(tree);
        return json::writeYaml(tree);
    }
    const Result<json::Value> loaded = json::readYaml(text);
    if (!loaded)
        return fail(loaded.error());
    json::Value wanted = *loaded;
    put(wanted);
    if (wanted == *loaded)
        return std::string(text);
    return json::patchText(text, json::Syntax::Yaml, *loaded, wanted);
}

} // namespace gw::console
