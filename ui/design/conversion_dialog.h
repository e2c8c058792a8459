// ConversionDialog: "Create an HTTP API from this…": the report of what is carried over, changed and lost, before
// anything is done.
#pragma once

#include "core/edit/rest_to_http.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QCheckBox;
class QTableView;

namespace gw::ui {

class ConversionReportModel;
class ToneLabel;

class ConversionDialog final : public QDialog
{
    Q_OBJECT

public:
    // `name`: of the REST API; `made`: of the HTTP API that would be made.
    ConversionDialog(const Theme& theme, const QString& name, const QString& made, const ConversionReport& report,
                     QWidget* parent = nullptr);

private:
    void buildReport(const Theme& theme);
    void showWayOut();

    ConversionReportModel* m_model;
    QTableView* m_table;
    QCheckBox* m_carried;
    ToneLabel* m_wayOut;
};

} // namespace gw::ui
