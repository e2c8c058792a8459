// ConsoleVariables: which variables {{name}} can mean right now: those of the chosen environment, and "baseUrl" of the
// running gateway where the environment has none.
#pragma once

#include "core/console/environment.h"

#include <QObject>

namespace gw::ui {

class ConsoleVariables final : public QObject
{
    Q_OBJECT

public:
    explicit ConsoleVariables(QObject* parent = nullptr);

    void setProjectFolder(const QString& folder); // chooses the environment that was chosen before, else the first
    [[nodiscard]] QStringList environments() const;
    [[nodiscard]] QString current() const { return m_current.name; }
    void choose(const QString& name);                              // empty: none
    [[nodiscard]] const QString& error() const { return m_error; } // why the chosen one could not be read

    [[nodiscard]] Result<console::Environment> load(const QString& name) const;
    [[nodiscard]] Result<void> save(const console::Environment& environment);
    [[nodiscard]] Result<void> rename(const QString& name, const QString& newName);
    [[nodiscard]] Result<void> remove(const QString& name);

    void setGatewayUrl(const QString& url); // empty while nothing runs
    [[nodiscard]] const console::VariableScope& scope() const { return m_scope; }

signals:
    void changed(); // the scope
    void currentChanged(const QString& name);
    void environmentsChanged();

private:
    void rebuild();

    console::EnvironmentStore m_store{QString()};
    console::Environment m_current;
    console::VariableScope m_scope;
    QString m_gatewayUrl;
    QString m_error;
};

} // namespace gw::ui
