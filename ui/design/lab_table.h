// LabTable: rows of the authorizer lab's report, as high as what they hold up to a bound, with wrapped texts.
#pragma once

#include "ui/models/lab_text.h"
#include "ui/theme/theme.h"

#include <QTableView>
#include <QTimer>

#include <vector>

class QStandardItemModel;

namespace gw::ui {

class LabTable final : public QTableView
{
    Q_OBJECT

public:
    // The last column takes what the others leave; of four, the last two.
    LabTable(const Theme& theme, const QString& name, const QStringList& columns, QWidget* parent = nullptr);
    void setRows(std::vector<LabRow> rows);

signals:
    void rowChosen(const gw::ui::LabRow& row);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void colour();
    void fit();

    const Theme& m_theme;
    QStandardItemModel* m_model;
    std::vector<LabRow> m_rows;
    QTimer m_fit; // once the columns have their widths
};

} // namespace gw::ui
