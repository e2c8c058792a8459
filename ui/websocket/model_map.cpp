// A table over a map of models.
#include "ui/websocket/model_map.h"

#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"

#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

ModelMap::ModelMap(const Theme& theme, const QString& label, Apply apply, QWidget* parent) : QWidget(parent)
{
    using Kind = TableColumn::Kind;
    m_table =
        new TableEditor(theme, label, tr("model"), tr("No model: every message passes."),
                        {{tr("Key"), Kind::Code, {QStringLiteral("$default")}, 1}, {tr("Model"), Kind::Code, {}, 1}});
    m_table->view()->setAccessibleName(label);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    const auto set = [](Row& row, int cell, const QString& value) -> QString {
        (cell == 0 ? row.first : row.second) = value.trimmed().toStdString();
        return {};
    };
    m_table->setEdits(tableEdits<Row>({[this] { return m_shown; }, std::move(apply), set, tr("Model")}));
    m_table->setCheck([this](const QStringList& row, int cell) {
        if (cell == 0)
            return row.value(0).isEmpty() ? tr("A key is what the selection expression gives, or $default.")
                                          : QString();
        return m_known.contains(row.value(1)) ? QString() : tr("The API has no model \"%1\".").arg(row.value(1));
    });
}

void ModelMap::showModels(const std::vector<WebSocketModel>& known, const StringMap& models)
{
    m_shown = models;
    m_known.clear();
    for (const WebSocketModel& model : known)
        m_known << fromUtf8(model.name);
    std::vector<QStringList> rows;
    for (const auto& [key, name] : models)
        rows.push_back({fromUtf8(key), fromUtf8(name)});
    m_table->model()->setChoices(1, m_known);
    m_table->setNewRow({models.empty() ? QStringLiteral("$default") : QStringLiteral("key"), m_known.value(0)});
    m_table->setRows(rows);
}

} // namespace gw::ui
