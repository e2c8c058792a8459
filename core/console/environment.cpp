// Environment files and the secrets beside them.
#include "core/console/environment.h"

#include "core/console/file_name.h"
#include "core/format/atomic_file.h"
#include "core/format/secrets_file.h"
#include "core/json/patch.h"
#include "core/json/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace gw::console {

namespace {

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

// Null for a file that is empty or holds comments alone: an environment without variables yet.
Result<json::Value> readTree(std::string_view text)
{
    for (const QByteArray& line :
         QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())).split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (!trimmed.isEmpty() && !trimmed.startsWith('#'))
            return json::readYaml(text);
    }
    return json::Value();
}

Result<Environment> environmentFromTree(const json::Value& tree, const QString& name)
{
    Environment environment;
    environment.name = name;
    if (tree.isNull())
        return environment;
    const json::Value& variables = tree["variables"];
    if (!tree.isObject() || !(variables.isObject() || variables.isNull()))
        return fail("The environment \"" + name.toStdString() + "\" has no mapping \"variables\".",
                    "Write \"variables:\" with lines such as \"  baseUrl: http://127.0.0.1:4780/dev\".");
    if (variables.isObject()) {
        for (const json::Member& member : variables.asObject())
            environment.variables.push_back({toQt(member.key), toQt(member.value.scalarText()), false});
    }
    if (tree["secret"].isArray()) {
        for (const json::Value& secret : tree["secret"].asArray())
            environment.variables.push_back({toQt(secret.scalarText()), QString(), true});
    }
    return environment;
}

// Removes the members of `variables` that are gone and sets the others, keeping order and spelling of what stays.
void putVariables(json::Value& tree, const Environment& environment)
{
    json::Value variables = tree["variables"].isObject() ? tree["variables"] : json::Value::object();
    json::Array secrets;
    std::vector<std::string> kept;
    for (const EnvironmentVariable& variable : environment.variables) {
        const std::string name = variable.name.toStdString();
        if (variable.isSecret) {
            secrets.emplace_back(name);
            continue;
        }
        kept.push_back(name);
        if (!variables.find(name) || variables[name].scalarText() != variable.value.toStdString())
            variables.set(name, variable.value.toStdString());
    }
    std::vector<std::string> gone;
    for (const json::Member& member : variables.asObject()) {
        if (std::find(kept.begin(), kept.end(), member.key) == kept.end())
            gone.push_back(member.key);
    }
    for (const std::string& name : gone)
        variables.remove(name);
    tree.set("variables", std::move(variables));
    if (!secrets.empty())
        tree.set("secret", json::Value(std::move(secrets)));
    else
        tree.remove("secret");
}

// Values of secret variables stand under the environment's name, beside the project's own secrets.
Result<void> checkEnvironmentName(const QString& name)
{
    if (Result<void> named = checkFileName(name); !named)
        return named;
    if (isSecretsKey(name.toStdString()))
        return fail("No environment can be called \"" + name.toStdString() +
                        "\": the secrets file keeps others under that name.",
                    "Choose another name.");
    return {};
}

json::Value secretValues(const Environment& environment)
{
    json::Value values = json::Value::object();
    for (const EnvironmentVariable& variable : environment.variables)
        if (variable.isSecret)
            values.set(variable.name.toStdString(), variable.value.toStdString());
    return values;
}

} // namespace

Result<Environment> readEnvironment(std::string_view text, const QString& name)
{
    const Result<json::Value> tree = readTree(text);
    if (!tree)
        return fail(tree.error());
    return environmentFromTree(*tree, name);
}

Result<std::string> writeEnvironment(std::string_view text, const Environment& environment)
{
    const Result<json::Value> loaded = readTree(text);
    if (!loaded)
        return fail(loaded.error());
    json::Value wanted = loaded->isObject() ? *loaded : json::Value::object();
    putVariables(wanted, environment);
    if (wanted == *loaded)
        return std::string(text);
    if (!loaded->isObject())
        return std::string(text) + (text.empty() || text.ends_with('\n') ? "" : "\n") + json::writeYaml(wanted);
    return json::patchText(text, json::Syntax::Yaml, *loaded, wanted);
}

void addTo(VariableScope& scope, const Environment& environment)
{
    const QString source = QStringLiteral("environment \"%1\"").arg(environment.name);
    for (const EnvironmentVariable& variable : environment.variables)
        scope.add({variable.name, variable.value, source, variable.isSecret});
}

EnvironmentStore::EnvironmentStore(QString projectFolder) : m_projectFolder(std::move(projectFolder)) {}

QString EnvironmentStore::folder() const
{
    return m_projectFolder + QStringLiteral("/environments");
}

QString EnvironmentStore::filePath(const QString& name) const
{
    return folder() + u'/' + name + QStringLiteral(".yaml");
}

QStringList EnvironmentStore::names() const
{
    QStringList names;
    if (m_projectFolder.isEmpty())
        return names;
    for (const QFileInfo& info : QDir(folder()).entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name))
        names.append(info.completeBaseName());
    return names;
}

Result<Environment> EnvironmentStore::load(const QString& name) const
{
    const Result<std::string> text = readFile(toPath(filePath(name)));
    if (!text)
        return fail(text.error());
    Result<Environment> environment = readEnvironment(*text, name);
    if (!environment) {
        environment.error().file = filePath(name).toStdString();
        return environment;
    }
    if (isSecretsKey(name.toStdString()))
        return environment; // what stands there is not its own
    const Result<json::Value> secrets = readSecretsTree(toPath(m_projectFolder));
    if (!secrets)
        return fail(secrets.error());
    const json::Value& values = (*secrets)[name.toStdString()];
    for (EnvironmentVariable& variable : environment->variables) {
        if (variable.isSecret)
            variable.value = toQt(values[variable.name.toStdString()].scalarText());
    }
    return environment;
}

Result<void> EnvironmentStore::saveSecrets(const Environment& environment)
{
    const std::string name = environment.name.toStdString();
    if (isSecretsKey(name))
        return {};
    const json::Value values = secretValues(environment);
    return changeSecretsTree(toPath(m_projectFolder), [&](json::Value& tree) {
        if (values.asObject().empty())
            tree.remove(name);
        else if (tree[name] != values)
            tree.set(name, values);
    });
}

Result<void> EnvironmentStore::save(const Environment& environment)
{
    if (Result<void> named = checkEnvironmentName(environment.name); !named)
        return named;
    const QString path = filePath(environment.name);
    std::string before;
    if (QFileInfo::exists(path)) {
        Result<std::string> text = readFile(toPath(path));
        if (!text)
            return fail(text.error());
        before = std::move(*text);
    }
    const Result<std::string> after = writeEnvironment(before, environment);
    if (!after)
        return fail(after.error());
    // Secrets first: a crash in between then loses nothing that the shared file points at.
    if (Result<void> kept = saveSecrets(environment); !kept)
        return kept;
    if (*after == before && !before.empty())
        return {};
    QDir().mkpath(folder());
    return writeFileAtomically(toPath(path), *after);
}

Result<void> EnvironmentStore::rename(const QString& name, const QString& newName)
{
    if (Result<void> named = checkEnvironmentName(newName); !named)
        return named;
    if (QFileInfo::exists(filePath(newName)))
        return fail("Another environment is already called \"" + newName.toStdString() + "\".", "Choose another name.");
    Result<Environment> environment = load(name);
    if (!environment)
        return fail(environment.error());
    environment->name = newName;
    if (Result<void> kept = saveSecrets(*environment); !kept)
        return kept;
    if (!QFile::rename(filePath(name), filePath(newName)))
        return fail("Cannot rename the environment \"" + name.toStdString() + "\".",
                    "Check that the project folder can be written.");
    Environment gone;
    gone.name = name;
    return saveSecrets(gone);
}

Result<void> EnvironmentStore::remove(const QString& name)
{
    Environment empty;
    empty.name = name;
    if (Result<void> forgotten = saveSecrets(empty); !forgotten)
        return forgotten;
    QFile file(filePath(name));
    if (!file.remove())
        return fail("Cannot delete the environment \"" + name.toStdString() +
                        "\": " + file.errorString().toStdString() + ".",
                    "Check that the folder can be written.");
    return {};
}

} // namespace gw::console
