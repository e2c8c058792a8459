// Environments: named sets of variables, a file each in environments/<name>.yaml. Values of secret variables are kept
// out of these files, which people share; they stand in .gatewright/secrets.yaml, readable by the owner alone.
//
//   variables:
//     baseUrl: http://127.0.0.1:4780/dev
//   secret: [token]
#pragma once

#include "core/console/variables.h"
#include "core/json/value.h"
#include "core/result.h"

#include <QString>
#include <QStringList>

#include <string>
#include <string_view>
#include <vector>

namespace gw::console {

struct EnvironmentVariable
{
    QString name;
    QString value;
    bool isSecret = false;
    bool operator==(const EnvironmentVariable&) const = default;
};

struct Environment
{
    QString name;
    std::vector<EnvironmentVariable> variables;
    bool operator==(const Environment&) const = default;
};

// The file's text; secret variables come and go without their values.
[[nodiscard]] Result<Environment> readEnvironment(std::string_view text, const QString& name);
[[nodiscard]] Result<std::string> writeEnvironment(std::string_view text, const Environment& environment);

// The variables of `environment`, first in the scope.
void addTo(VariableScope& scope, const Environment& environment);

// The environments of a project folder.
class EnvironmentStore
{
public:
    explicit EnvironmentStore(QString projectFolder);

    [[nodiscard]] QStringList names() const; // sorted
    [[nodiscard]] Result<Environment> load(const QString& name) const;
    [[nodiscard]] Result<void> save(const Environment& environment); // creates it when it is new
    [[nodiscard]] Result<void> rename(const QString& name, const QString& newName);
    [[nodiscard]] Result<void> remove(const QString& name);
    [[nodiscard]] QString folder() const;

private:
    [[nodiscard]] QString filePath(const QString& name) const;
    [[nodiscard]] Result<void> saveSecrets(const Environment& environment);

    QString m_projectFolder;
};

} // namespace gw::console
