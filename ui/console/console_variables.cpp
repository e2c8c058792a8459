// Environment + gateway → scope.
#include "ui/console/console_variables.h"

namespace gw::ui {

ConsoleVariables::ConsoleVariables(QObject* parent) : QObject(parent) {}

void ConsoleVariables::setProjectFolder(const QString& folder)
{
    const QString before = m_current.name;
    m_store = console::EnvironmentStore(folder);
    emit environmentsChanged();
    const QStringList names = m_store.names();
    choose(names.contains(before) ? before : names.value(0));
}

QStringList ConsoleVariables::environments() const
{
    return m_store.names();
}

void ConsoleVariables::choose(const QString& name)
{
    const QString before = m_current.name;
    m_current = {};
    m_error.clear();
    if (!name.isEmpty()) {
        Result<console::Environment> loaded = m_store.load(name);
        if (loaded)
            m_current = std::move(*loaded);
        else
            m_error = QString::fromStdString(toString(loaded.error()));
    }
    rebuild();
    if (m_current.name != before)
        emit currentChanged(m_current.name);
}

Result<console::Environment> ConsoleVariables::load(const QString& name) const
{
    return m_store.load(name);
}

Result<void> ConsoleVariables::save(const console::Environment& environment)
{
    const bool isNew = !m_store.names().contains(environment.name);
    if (Result<void> saved = m_store.save(environment); !saved)
        return saved;
    if (isNew)
        emit environmentsChanged();
    if (environment.name == m_current.name)
        choose(environment.name);
    return {};
}

Result<void> ConsoleVariables::rename(const QString& name, const QString& newName)
{
    if (Result<void> renamed = m_store.rename(name, newName); !renamed)
        return renamed;
    emit environmentsChanged();
    if (name == m_current.name)
        choose(newName);
    return {};
}

Result<void> ConsoleVariables::remove(const QString& name)
{
    if (Result<void> removed = m_store.remove(name); !removed)
        return removed;
    emit environmentsChanged();
    if (name == m_current.name)
        choose(m_store.names().value(0));
    return {};
}

void ConsoleVariables::setGatewayUrl(const QString& url)
{
    if (m_gatewayUrl == url)
        return;
    m_gatewayUrl = url;
    rebuild();
}

void ConsoleVariables::rebuild()
{
    m_scope = console::VariableScope();
    console::addTo(m_scope, m_current);
    if (!m_gatewayUrl.isEmpty())
        m_scope.add({QStringLiteral("baseUrl"), m_gatewayUrl, tr("the running gateway"), false});
    emit changed();
}

} // namespace gw::ui
