// FunctionView: a function in the centre of the design page: its configuration, its sources, a test, and how it is
// doing, a tab each.
#pragma once

#include "core/api/project.h"
#include "ui/design/function_form.h"

#include <QWidget>

class QTabWidget;

namespace gw::ui {

class FunctionCode;
class FunctionMonitor;
class FunctionTest;
class GatewaySession;
class ToneLabel;
class Workspace;

class FunctionView final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Configuration, Code, Test, Monitor };

    FunctionView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showFunction(FunctionId id);
    void showTab(Tab tab);
    void saveNow(); // the source that is edited

private:
    QString apply(const QString& name, const FunctionChange& change, const QString& field);
    QString rename(const QString& name);
    void refresh();

    Workspace& m_workspace;
    FunctionId m_id;
    ToneLabel* m_heading;
    ToneLabel* m_facts;
    QTabWidget* m_tabs;
    FunctionForm* m_form;
    FunctionCode* m_code;
    FunctionTest* m_test;
    FunctionMonitor* m_monitor;
};

} // namespace gw::ui
