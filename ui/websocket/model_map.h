// ModelMap: which model a message has, by key: a table of keys and of the API's models.
#pragma once

#include "core/api/websocket_api.h"
#include "ui/design/table_editor.h"

#include <functional>

namespace gw::ui {

class ModelMap final : public QWidget
{
    Q_OBJECT

public:
    using Apply = std::function<QString(const QString& name, const StringMap& models)>;
    ModelMap(const Theme& theme, const QString& label, Apply apply, QWidget* parent = nullptr);

    void showModels(const std::vector<WebSocketModel>& known, const StringMap& models);
    void setHelp(const QString& help) { m_table->setHelp(help); }
    [[nodiscard]] TableEditor* table() const { return m_table; }

private:
    using Row = StringMap::value_type;
    StringMap m_shown;
    QStringList m_known;
    TableEditor* m_table;
};

} // namespace gw::ui
