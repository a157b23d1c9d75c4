#ifndef CRLKERNELS_H
#define CRLKERNELS_H
#endif
